// compose says whether Docker Compose would take the files that it is given.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/compose-spec/compose-go/v2/cli"
)

// What runs only when it is asked for is checked, too.
var everyProfile = []string{"*"}

func main() {
	refused := 0
	for _, path := range os.Args[1:] {
		options, err := cli.NewProjectOptions([]string{path}, cli.WithName("check"), cli.WithProfiles(everyProfile))
		if err == nil {
			_, err = options.LoadProject(context.Background())
		}
		if err != nil {
			fmt.Printf("%s: %v\n", path, err)
			refused++
		}
	}
	if refused > 0 {
		os.Exit(1)
	}
}
