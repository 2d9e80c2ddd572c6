using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace QuantGrpc.Hosting.Options;

/// <summary>Checks a bound record against the rules on its members, and whatever it holds against theirs.</summary>
internal static class OptionRules
{
    internal static List<OptionError> Check(object record, string path)
    {
        var errors = OptionType.Members(record.GetType())
            .SelectMany(member => CheckMember(record, member, $"{path}:{member.Name}"))
            .ToList();

        // Rules between members mean nothing while a member is out of its own range.
        return errors.Count == 0 && record is IValidatableObject rules ? CheckBetween(rules, path) : errors;
    }

    private static List<OptionError> CheckBetween(IValidatableObject record, string path) => record
        .Validate(new ValidationContext(record))
        .Select(broken => new OptionError(
            string.Join(" and ", broken.MemberNames.Select(name => $"{path}:{name}").DefaultIfEmpty(path)),
            null,
            broken.ErrorMessage ?? "refused"))
        .ToList();

    private static IEnumerable<OptionError> CheckMember(object record, PropertyInfo member, string path)
    {
        var value = member.GetValue(record);
        var context = new ValidationContext(record) { MemberName = member.Name };
        return member.GetCustomAttributes<ValidationAttribute>()
            .Where(rule => rule.GetValidationResult(value, context) != ValidationResult.Success)
            .Select(rule => new OptionError(path, value?.ToString(), Describe(rule, member.Name)))
            .Concat(CheckWithin(value, member.PropertyType, path));
    }

    private static IEnumerable<OptionError> CheckWithin(object? value, Type declared, string path) => OptionType.Of(declared).Kind switch
    {
        OptionKind.Record when value is not null => Check(value, path),
        OptionKind.Map when value is IDictionary map =>
            map.Keys.Cast<object>().SelectMany(key => CheckElement(map[key], $"{path}:{key}")),
        OptionKind.List when value is IEnumerable items =>
            items.Cast<object?>().SelectMany((item, index) => CheckElement(item, $"{path}:{index}")),
        _ => [],
    };

    private static IEnumerable<OptionError> CheckElement(object? element, string path) =>
        element is null ? [] : CheckWithin(element, element.GetType(), path);

    private static string Describe(ValidationAttribute rule, string member) => rule switch
    {
        { ErrorMessage: { } message } => message,
        RangeAttribute range => $"allowed is {range.Minimum} to {range.Maximum}",
        AllowedValuesAttribute allowed => $"allowed is one of {string.Join(", ", allowed.Values)}",
        RequiredAttribute => "a value is required",
        RegularExpressionAttribute pattern => $"allowed is what matches {pattern.Pattern}",
        _ => rule.FormatErrorMessage(member),
    };
}
