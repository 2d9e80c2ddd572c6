using System.Diagnostics;

namespace QuantGrpc.Tests.Support;

/// <summary>Programs that only the tests want. Missing ones skip their tests with the way out; with CI=true they fail them.</summary>
internal static class Tool
{
    /// <summary>Where a program is.</summary>
    /// <param name="candidates">Names on the PATH, or paths.</param>
    public static string Require(params string[] candidates)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        foreach (var candidate in candidates)
        {
            var found = Path.IsPathRooted(candidate) ? candidate : folders.Select(f => Path.Combine(f, candidate)).FirstOrDefault(File.Exists);
            if (found is not null && File.Exists(found))
            {
                return found;
            }
        }

        var reason = $"{candidates[0]} is missing: make tools";
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(reason);
        }

        Assert.Skip(reason);
        return "";
    }

    /// <summary>Runs a program to its end; fails with its output where it ends with an error.</summary>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        await using var child = ChildProgram.Start(program, arguments, environment);
        var code = await child.WaitForExitAsync(TimeSpan.FromMinutes(2));
        code.ShouldBe(0, $"{Path.GetFileName(program)}:\n{child.Output}");
        return child.Output;
    }
}
