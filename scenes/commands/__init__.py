"""What the subcommands of `mathnet` do. Each module is imported when its command runs, so that `--help` is quick."""
