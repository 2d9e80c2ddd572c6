using QuantGrpc.Llama.Text.Jinja.Values;

namespace QuantGrpc.Llama.Text.Jinja.Library;

/// <summary>Dates in the manner of C's strftime.</summary>
internal static class Dates
{
    public static TextValue Format(Evaluation run, TextValue format)
    {
        var builder = new TextBuilder(run.Budget);
        var plain = format.Plain;
        var at = 0;
        while (at < plain.Length)
        {
            var directive = plain.IndexOf('%', at);
            if (directive < 0 || directive == plain.Length - 1)
            {
                break;
            }

            var bare = plain[directive + 1] == '-' && directive + 2 < plain.Length;
            var letter = plain[directive + (bare ? 2 : 1)];
            var written = Written(run.Date, letter)
                ?? throw run.Fail($"strftime_now knows no %{letter}; allowed: {string.Join(' ', Letters.Select(known => $"%{known}"))}");
            builder.Append(format, at, directive - at).Append(bare ? written.TrimStart('0', ' ') : written);
            at = directive + (bare ? 3 : 2);
        }

        return builder.Append(format, at, plain.Length - at).Build();
    }

    private const string Letters = "aAbBdeHIjmMpSyY%";

    private static string? Written(DateTimeOffset date, char letter) => letter switch
    {
        'a' => $"{date:ddd}",
        'A' => $"{date:dddd}",
        'b' => $"{date:MMM}",
        'B' => $"{date:MMMM}",
        'd' => $"{date:dd}",
        'e' => $"{date.Day,2}",
        'H' => $"{date:HH}",
        'I' => $"{date:hh}",
        'j' => $"{date.DayOfYear:D3}",
        'm' => $"{date:MM}",
        'M' => $"{date:mm}",
        'p' => date.Hour < 12 ? "AM" : "PM",
        'S' => $"{date:ss}",
        'y' => $"{date:yy}",
        'Y' => $"{date:yyyy}",
        '%' => "%",
        _ => null,
    };
}
