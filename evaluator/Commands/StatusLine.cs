using Spectre.Console;

namespace QuantGrpc.Evaluator.Commands;

/// <summary>How far work is: one line that changes on a terminal, a line on standard error now and then elsewhere.</summary>
internal static class StatusLine
{
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(5);

    public static bool IsTerminal(IAnsiConsole console) => console.Profile.Out.IsTerminal && console.Profile.Capabilities.Ansi;

    /// <param name="console">Where.</param>
    /// <param name="begin">The first line.</param>
    /// <param name="work">Gets what says how far it is.</param>
    public static async Task ShowAsync(IAnsiConsole console, string begin, Func<Action<string>, Task> work)
    {
        if (IsTerminal(console))
        {
            await console.Status().StartAsync(Markup.Escape(begin), context => work(line => context.Status = Markup.Escape(line)));
            return;
        }

        var last = TimeProvider.System.GetTimestamp();
        await work(line =>
        {
            if (TimeProvider.System.GetElapsedTime(last) >= LineEvery)
            {
                last = TimeProvider.System.GetTimestamp();
                Console.Error.WriteLine(line);
            }
        });
    }
}
