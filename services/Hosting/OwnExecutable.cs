using System.Diagnostics;

namespace QuantGrpc.Hosting;

/// <summary>Starts this program again as a child: what native code may end is tried there first.</summary>
public static class OwnExecutable
{
    /// <summary>How a child with these arguments is started; its standard output is redirected.</summary>
    /// <exception cref="InvalidOperationException">This process does not know its own executable.</exception>
    public static ProcessStartInfo With(params IEnumerable<string> arguments)
    {
        var self = Environment.ProcessPath ?? throw new InvalidOperationException("this process does not know its own executable");
        var info = new ProcessStartInfo(self) { RedirectStandardOutput = true, UseShellExecute = false };

        // Under `dotnet quantgrpc-server.dll` the executable is the host, which wants the assembly first.
        if (Path.GetFileNameWithoutExtension(self) == "dotnet")
        {
            info.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        }

        foreach (var argument in arguments)
        {
            info.ArgumentList.Add(argument);
        }

        return info;
    }
}
