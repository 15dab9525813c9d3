// librdkafka's threads, for ThreadSanitizer: it follows pthreads, and knows nothing of C11's threads, which
// glibc makes of them behind its back. Here each call of <threads.h> is the pthread call that it stands for;
// glibc lays both out alike. Part of the tests where that sanitizer is on.
#include <pthread.h>
#include <threads.h>

#include <cerrno>
#include <cstdint>
#include <memory>

namespace {

struct Start {
  thrd_start_t run;
  void* argument;
};

void* begin(void* raw) {
  const std::unique_ptr<Start> start(static_cast<Start*>(raw));
  return reinterpret_cast<void*>(static_cast<std::intptr_t>(start->run(start->argument)));
}

int outcome(int error) {
  switch (error) {
    case 0:
      return thrd_success;
    case EBUSY:
      return thrd_busy;
    case ENOMEM:
      return thrd_nomem;
    case ETIMEDOUT:
      return thrd_timedout;
    default:
      return thrd_error;
  }
}

pthread_mutex_t* mutex(mtx_t* lock) { return reinterpret_cast<pthread_mutex_t*>(lock); }
pthread_cond_t* condition(cnd_t* signal) { return reinterpret_cast<pthread_cond_t*>(signal); }

}  // namespace

extern "C" {

int thrd_create(thrd_t* thread, thrd_start_t run, void* argument) {
  auto start = std::make_unique<Start>(Start{run, argument});
  const int error = pthread_create(thread, nullptr, begin, start.get());
  if (error == 0) {
    // The thread owns it now.
    static_cast<void>(start.release());
  }
  return outcome(error);
}

int thrd_join(thrd_t thread, int* result) {
  void* returned = nullptr;
  const int error = pthread_join(thread, &returned);
  if (result != nullptr) {
    *result = static_cast<int>(reinterpret_cast<std::intptr_t>(returned));
  }
  return outcome(error);
}

int thrd_detach(thrd_t thread) { return outcome(pthread_detach(thread)); }

int mtx_lock(mtx_t* lock) { return outcome(pthread_mutex_lock(mutex(lock))); }
int mtx_trylock(mtx_t* lock) { return outcome(pthread_mutex_trylock(mutex(lock))); }
int mtx_unlock(mtx_t* lock) { return outcome(pthread_mutex_unlock(mutex(lock))); }

int cnd_init(cnd_t* signal) { return outcome(pthread_cond_init(condition(signal), nullptr)); }
int cnd_signal(cnd_t* signal) { return outcome(pthread_cond_signal(condition(signal))); }
int cnd_broadcast(cnd_t* signal) { return outcome(pthread_cond_broadcast(condition(signal))); }
int cnd_wait(cnd_t* signal, mtx_t* lock) {
  return outcome(pthread_cond_wait(condition(signal), mutex(lock)));
}
int cnd_timedwait(cnd_t* signal, mtx_t* lock, const struct timespec* until) {
  return outcome(pthread_cond_timedwait(condition(signal), mutex(lock), until));
}

}  // extern "C"
