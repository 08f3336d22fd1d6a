"""The command `mathnet`: lessons and films listed, trained, traced, rendered and begun."""

from __future__ import annotations

import click

from scenes.commands.about_films import bundle, film, films, gallery, live, page, slides
from scenes.commands.about_lessons import lessons, new, trace, train
from scenes.commands.refusals import OneSentence
from scenes.commands.streams import prepare_streams

# Heavy modules are imported by the command that needs them, so that `mathnet --help` answers at once.
COMMANDS = (lessons, new, train, trace, films, film, page, slides, bundle, gallery, live)


def main() -> None:
    """Run the command as a program."""
    prepare_streams()
    mathnet()


@click.group(cls=OneSentence, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def mathnet(context: click.Context) -> None:
    """Small neural networks, with every number that they compute.

    A LESSON is the name of a built-in one (see "mathnet lessons") or a lesson file of your own (see "mathnet new").
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


for command in COMMANDS:
    mathnet.add_command(command)
