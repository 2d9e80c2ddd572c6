using System.ComponentModel;
using System.Reflection;

namespace QuantGrpc.Hosting.Options;

internal enum OptionKind
{
    /// <summary>One value that a string can be converted to.</summary>
    Scalar,

    /// <summary>A sequence: its children are numbered.</summary>
    List,

    /// <summary>A dictionary with string keys: its children are named by the user.</summary>
    Map,

    /// <summary>A record of ours: its children are its members.</summary>
    Record,
}

/// <summary>How a member's type is configured.</summary>
/// <param name="Kind">Its form.</param>
/// <param name="Element">The type of its elements for a list or a map; else the type itself without its nullability.</param>
internal sealed record OptionType(OptionKind Kind, Type Element)
{
    internal static OptionType Of(Type declared)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (TypeDescriptor.GetConverter(type).CanConvertFrom(typeof(string)))
        {
            return new OptionType(OptionKind.Scalar, type);
        }

        if (ElementOf(type, typeof(IReadOnlyDictionary<,>)) is { } value)
        {
            return new OptionType(OptionKind.Map, value);
        }

        return ElementOf(type, typeof(IEnumerable<>)) is { } element
            ? new OptionType(OptionKind.List, element)
            : new OptionType(OptionKind.Record, type);
    }

    internal static IEnumerable<PropertyInfo> Members(Type record) => record
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(member => member.SetMethod is { IsPublic: true } && member.GetIndexParameters().Length == 0);

    private static Type? ElementOf(Type type, Type generic) => type.GetInterfaces().Prepend(type)
        .FirstOrDefault(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == generic)
        ?.GetGenericArguments()[^1];
}
