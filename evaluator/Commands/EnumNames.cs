using System.Text.Json;
using QuantGrpc.Evaluator.Runs;

namespace QuantGrpc.Evaluator.Commands;

/// <summary>Members of an enumeration as options and files name them: in snake case.</summary>
internal static class EnumNames
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName($"{value}");

    /// <summary>The member of a name; null where the option was not given.</summary>
    /// <exception cref="RunRefusedException">There is no such member.</exception>
    public static T? Parse<T>(string option, string? name)
        where T : struct, Enum
    {
        if (name is null)
        {
            return null;
        }

        var wanted = name.Replace('-', '_');
        foreach (var value in Enum.GetValues<T>())
        {
            if (Of(value).Equals(wanted, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        throw new RunRefusedException($"{option} {name}: allowed is {string.Join(", ", Enum.GetValues<T>().Select(Of))}");
    }
}
