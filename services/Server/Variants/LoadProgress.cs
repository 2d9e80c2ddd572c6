namespace QuantGrpc.Server.Variants;

/// <summary>Tells how far a load is, at most four times a second.</summary>
internal sealed class LoadProgress(ServedVariant variant, TimeProvider time) : IProgress<float>
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private long _told = time.GetTimestamp();

    public void Report(float value)
    {
        var now = time.GetTimestamp();
        if (time.GetElapsedTime(_told, now) >= Interval)
        {
            _told = now;
            variant.Report(value);
        }
    }
}
