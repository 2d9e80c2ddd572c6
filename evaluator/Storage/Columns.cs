using System.Buffers.Binary;
using System.Data;
using System.Globalization;
using System.Text.Json;
using Dapper;

namespace QuantGrpc.Evaluator.Storage;

/// <summary>How values that SQLite has no type for stand in its columns.</summary>
internal static class Columns
{
    /// <summary>Tells Dapper, once a process; its maps are static.</summary>
    public static void Register()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;

        // A handler writes only types that Dapper has no map of its own for.
        foreach (var type in (Type[])[typeof(DateTimeOffset), typeof(DateTimeOffset?), typeof(TimeSpan), typeof(TimeSpan?)])
        {
            SqlMapper.RemoveTypeMap(type);
        }

        SqlMapper.AddTypeHandler(new TimestampColumn());
        SqlMapper.AddTypeHandler(new SecondsColumn());
        SqlMapper.AddTypeHandler(new TokensColumn());
        SqlMapper.AddTypeHandler(new JsonColumn<DatasetFacts>());
        SqlMapper.AddTypeHandler(new JsonColumn<HostFacts>());
        SqlMapper.AddTypeHandler(new JsonColumn<VariantFacts>());
        SqlMapper.AddTypeHandler(new JsonColumn<LogprobSummary>());
        SqlMapper.AddTypeHandler(new JsonColumn<IReadOnlyList<StoredStep>>());
        SqlMapper.AddTypeHandler(new JsonColumn<IReadOnlyList<string>>());
        SqlMapper.AddTypeHandler(new JsonColumn<IReadOnlyList<int>>());
        SqlMapper.AddTypeHandler(new JsonColumn<IReadOnlyList<StepDivergence>>());
    }
}

/// <summary>ISO 8601 in UTC with seven decimals, so that text order is time order.</summary>
internal sealed class TimestampColumn : SqlMapper.TypeHandler<DateTimeOffset>
{
    public override DateTimeOffset Parse(object value) =>
        DateTimeOffset.ParseExact((string)value, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) =>
        parameter.Value = value.UtcDateTime.ToString("O");
}

/// <summary>Seconds as a real number.</summary>
internal sealed class SecondsColumn : SqlMapper.TypeHandler<TimeSpan>
{
    public override TimeSpan Parse(object value) => TimeSpan.FromSeconds((double)value);

    public override void SetValue(IDbDataParameter parameter, TimeSpan value) => parameter.Value = value.TotalSeconds;
}

/// <summary>Token ids, four bytes each, little-endian.</summary>
internal sealed class TokensColumn : SqlMapper.TypeHandler<IReadOnlyList<uint>>
{
    public override IReadOnlyList<uint> Parse(object value)
    {
        var bytes = (byte[])value;
        var tokens = new uint[bytes.Length / sizeof(uint)];
        for (var i = 0; i < tokens.Length; i++)
        {
            tokens[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(i * sizeof(uint)));
        }

        return tokens;
    }

    public override void SetValue(IDbDataParameter parameter, IReadOnlyList<uint>? value)
    {
        var bytes = new byte[(value?.Count ?? 0) * sizeof(uint)];
        for (var i = 0; i < bytes.Length / sizeof(uint); i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * sizeof(uint)), value![i]);
        }

        parameter.Value = bytes;
    }
}

/// <summary>A small record as JSON; absent stays NULL.</summary>
internal sealed class JsonColumn<T> : SqlMapper.TypeHandler<T>
    where T : class
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    public override T? Parse(object value) => JsonSerializer.Deserialize<T>((string)value, Options);

    public override void SetValue(IDbDataParameter parameter, T? value) =>
        parameter.Value = value is null ? DBNull.Value : JsonSerializer.Serialize(value, Options);
}
