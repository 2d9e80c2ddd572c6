using Spectre.Console;
using Spectre.Console.Cli;
using Spectre.Console.Cli.Help;
using Spectre.Console.Rendering;

namespace QuantGrpc.Evaluator.Commands;

/// <summary>The usual help, and what exit codes say.</summary>
internal sealed class HelpWithExitCodes(ICommandAppSettings settings) : HelpProvider(settings)
{
    public override IEnumerable<IRenderable> GetFooter(ICommandModel model, ICommandInfo? command) =>
    [
        new Text(
            """

            EXIT CODES:
                0    done
                1    refused or failed: wrong options, data, runs or servers; of batches and checks, some rows were not in order
                2    the service cannot start, or a fault of this program
                130  stopped with Ctrl-C; what is stored stays, the same command goes on from there

            """),
    ];
}
