using Microsoft.Extensions.Configuration;

namespace QuantGrpc.Hosting.Options;

/// <summary>
/// Binds a section of the configuration to a record with init-only members, their defaults and their ranges
/// (<c>[Range]</c> and the other data annotations, <c>IValidatableObject</c> for rules between members).
/// </summary>
public static class OptionsBinder
{
    /// <summary>Binds <paramref name="section"/>; what it does not name keeps the record's defaults.</summary>
    /// <exception cref="OptionsException">
    /// Holds every error: unknown keys (the known ones are listed), unreadable values, values out of range.
    /// </exception>
    public static T Bind<T>(IConfiguration configuration, string section)
        where T : class, new()
    {
        var root = configuration.GetSection(section);
        var errors = new List<OptionError>();
        OptionShape.Check(root, typeof(T), errors);

        var refused = errors.Select(error => error.Path).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var options = Without(configuration, refused).GetSection(section).Get<T>() ?? new T();
        errors.AddRange(OptionRules.Check(options, section).Where(error => !refused.Contains(error.Path)));
        return errors.Count == 0 ? options : throw new OptionsException(errors);
    }

    // Unreadable values are taken out, so that the rest can be bound and its ranges are reported in the same message.
    private static IConfigurationRoot Without(IConfiguration configuration, HashSet<string> refused) => new ConfigurationBuilder()
        .AddInMemoryCollection(configuration.AsEnumerable().Where(pair => !IsRefused(pair.Key, refused)))
        .Build();

    private static bool IsRefused(string key, HashSet<string> refused)
    {
        for (var end = key.Length; end > 0; end = key.LastIndexOf(':', end - 1))
        {
            if (refused.Contains(key[..end]))
            {
                return true;
            }
        }

        return false;
    }
}
