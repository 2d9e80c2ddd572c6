using System.Diagnostics.CodeAnalysis;

namespace QuantGrpc.Tests.Support;

/// <summary>
/// Programs that only tests want. Where one is missing its test is skipped with the way to get it; with CI=true, where `make tools`
/// has run, the test fails instead.
/// </summary>
internal static class Tool
{
    /// <summary>Folder of the tests' npm packages.</summary>
    public static string NodeFolder { get; } = Repository.PathOf("tests", "EndToEnd", "Foreign", "node");

    /// <summary>A program of PATH.</summary>
    /// <returns>Its path.</returns>
    public static string Require(string name) =>
        Find(name, (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>A program of the tests' npm packages, for example "buf".</summary>
    /// <returns>Its path.</returns>
    public static string RequireNpm(string name)
    {
        Require("node");
        return Find(name, [Path.Combine(NodeFolder, "node_modules", ".bin")]);
    }

    /// <summary>The system's Python with modules: Debian's packages serve no other one that PATH may name first.</summary>
    /// <returns>Its path.</returns>
    public static async Task<string> RequirePythonAsync(params string[] modules)
    {
        var python = Find("python3", ["/usr/bin"]);
        await using var import = ChildProgram.Start(python, ["-c", $"import {string.Join(", ", modules)}"]);
        if (await import.WaitForExitAsync(TimeSpan.FromMinutes(1)) != 0)
        {
            Missing($"{python}'s {string.Join(" and ", modules)}");
        }

        return python;
    }

    /// <summary>Ends the test because something is missing.</summary>
    [DoesNotReturn]
    public static void Missing(string what)
    {
        var message = $"{what} is missing: run `make tools`";
        if (Environment.GetEnvironmentVariable("CI") is "true")
        {
            Assert.Fail(message);
        }

        Assert.Skip(message);
    }

    /// <summary>Runs a program to its end; fails with its output where it exits with anything but 0.</summary>
    /// <returns>Its output.</returns>
    public static async Task<string> RunAsync(
        string executable, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        await using var program = ChildProgram.Start(executable, arguments, environment);
        (await program.WaitForExitAsync(TimeSpan.FromMinutes(2))).ShouldBe(0, program.Output);
        return program.Output;
    }

    private static string Find(string name, IEnumerable<string> folders)
    {
        var path = folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        if (path is null)
        {
            Missing(name);
        }

        return path;
    }
}
