using System.ComponentModel;
using Microsoft.Extensions.Configuration;

namespace QuantGrpc.Hosting.Options;

/// <summary>Compares a section with the type that it is bound to: unknown keys and values that cannot be read.</summary>
internal static class OptionShape
{
    internal static void Check(IConfigurationSection section, Type declared, List<OptionError> errors)
    {
        var type = OptionType.Of(declared);
        switch (type.Kind)
        {
            case OptionKind.Scalar:
                CheckScalar(section, type.Element, errors);
                break;
            case OptionKind.Record:
                CheckRecord(section, type.Element, errors);
                break;
            default:
                CheckElements(section, type.Element, errors);
                break;
        }
    }

    private static void CheckRecord(IConfigurationSection section, Type record, List<OptionError> errors)
    {
        var members = OptionType.Members(record).ToList();
        var known = string.Join(", ", members.Select(member => member.Name));
        if (!string.IsNullOrEmpty(section.Value))
        {
            errors.Add(new OptionError(section.Path, section.Value, $"a section is allowed, with {known}"));
        }

        foreach (var child in section.GetChildren())
        {
            var member = members.Find(member => member.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase));
            if (member is null)
            {
                errors.Add(new OptionError(child.Path, null, $"no such option; known are {known}"));
            }
            else
            {
                Check(child, member.PropertyType, errors);
            }
        }
    }

    private static void CheckElements(IConfigurationSection section, Type element, List<OptionError> errors)
    {
        if (!string.IsNullOrEmpty(section.Value))
        {
            errors.Add(new OptionError(section.Path, section.Value, "a list is allowed"));
        }

        foreach (var child in section.GetChildren())
        {
            Check(child, element, errors);
        }
    }

    private static void CheckScalar(IConfigurationSection section, Type type, List<OptionError> errors)
    {
        if (section.GetChildren().Any())
        {
            errors.Add(new OptionError(section.Path, null, $"{Describe(type)} is allowed, no section"));
        }
        else if (section.Value is { } value && !Reads(type, value))
        {
            errors.Add(new OptionError(section.Path, value, $"{Describe(type)} is allowed"));
        }
    }

    private static bool Reads(Type type, string value)
    {
        try
        {
            var read = TypeDescriptor.GetConverter(type).ConvertFromInvariantString(value);
            return read is not null && (!type.IsEnum || Enum.IsDefined(type, read));
        }
        catch (Exception error) when (error is FormatException or ArgumentException or OverflowException or NotSupportedException)
        {
            return false;
        }
    }

    private static string Describe(Type type) => Type.GetTypeCode(type) switch
    {
        _ when type.IsEnum => $"one of {string.Join(", ", Enum.GetNames(type))}",
        TypeCode.Boolean => "true or false",
        TypeCode.Single or TypeCode.Double or TypeCode.Decimal => "a number",
        TypeCode.Byte or TypeCode.UInt16 or TypeCode.UInt32 or TypeCode.UInt64 => "a whole number from 0",
        TypeCode.SByte or TypeCode.Int16 or TypeCode.Int32 or TypeCode.Int64 => "a whole number",
        _ when type == typeof(TimeSpan) => "a duration such as 00:00:30",
        _ => $"a {type.Name}",
    };
}
