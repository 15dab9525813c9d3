// The shared library is the archive that cargo builds; CMake wants a source file of its own all the same.
