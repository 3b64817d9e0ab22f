using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Sockets;

/// <summary>
/// Never gives up. The wait is all random, evenly between nothing and a ceiling that doubles from <paramref name="min"/> to <paramref name="max"/>
/// with each failure, so that rooms that fell together do not come back together. Some reasons wait at least their own floor on top.
/// </summary>
/// <param name="min">Ceiling after the first failure.</param>
/// <param name="max">Highest ceiling.</param>
/// <param name="random">Shared by all rooms: safe from any thread (<see cref="Random.Shared"/>), or used by one room only.</param>
internal sealed class FullJitterPolicy(TimeSpan min, TimeSpan max, Random random) : IReconnectPolicy
{
    /// <inheritdoc/>
    public TimeSpan? NextDelay(int failures, CloseReason reason) => Floor(reason) + (Ceiling(failures, min, max) * random.NextDouble());

    /// <summary>The longest wait after this many failures, floor not counted.</summary>
    internal static TimeSpan Ceiling(int failures, TimeSpan min, TimeSpan max)
    {
        var ceiling = min.TotalSeconds * Math.Pow(2, Math.Min(failures - 1, 62));
        return ceiling < max.TotalSeconds ? TimeSpan.FromSeconds(ceiling) : max;
    }

    /// <summary>What the upstream refuses by rule is asked for again only after a while.</summary>
    internal static TimeSpan Floor(CloseReason reason) => reason switch
    {
        CloseReason.RateLimited or CloseReason.CredentialQuota or CloseReason.CredentialUnknown or CloseReason.PushNotConfigured or CloseReason.PushRefused => TimeSpan.FromSeconds(10),
        CloseReason.SignatureRejected or CloseReason.DeviceBlocked or CloseReason.Forbidden => TimeSpan.FromSeconds(5),
        CloseReason.SignerFailed => TimeSpan.FromSeconds(1),
        _ => TimeSpan.Zero,
    };
}
