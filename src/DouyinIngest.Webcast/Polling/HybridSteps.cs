using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Polling;

/// <summary>Which way a hybrid room goes next.</summary>
/// <param name="Next"><see cref="RoomTransport.Websocket"/> or <see cref="RoomTransport.Polling"/>.</param>
/// <param name="AtOnce">Without a wait: the way is another one.</param>
internal readonly record struct HybridStep(RoomTransport Next, bool AtOnce);

/// <summary>The decisions of a hybrid room, without the effects.</summary>
internal static class HybridSteps
{
    /// <summary>A socket that lived shorter than this never worked, however it ended.</summary>
    public static readonly TimeSpan Stillborn = TimeSpan.FromSeconds(5);

    /// <summary>A socket that lived this long works: the waits before its tries begin anew.</summary>
    public static readonly TimeSpan Works = TimeSpan.FromMinutes(1);

    /// <summary>After an attempt that was refused or a session that ended.</summary>
    /// <param name="went">How that went.</param>
    /// <param name="lived">How long the session was open; null: it was refused.</param>
    /// <param name="reason">Why.</param>
    public static HybridStep After(RoomTransport went, TimeSpan? lived, CloseReason reason)
    {
        if (went == RoomTransport.Polling)
        {
            // Whatever else ended it is no reason to hurry: both ways are bad then.
            return new HybridStep(RoomTransport.Websocket, reason == CloseReason.Upgraded);
        }

        var fallsBack = reason switch
        {
            // A quota is not to be got round, and a missing app id is for somebody to set.
            CloseReason.CredentialQuota or CloseReason.CredentialUnknown => false,

            // Stalled, or told to leave.
            CloseReason.IdleTimeout or CloseReason.MessageTimeout or CloseReason.CloseFrame => true,

            // A drop is followed by a socket, unless that is what it does.
            CloseReason.RemoteClosed or CloseReason.Network or CloseReason.UpstreamError => lived is null || lived < Stillborn,
            _ => lived is null,
        };
        return fallsBack ? new HybridStep(RoomTransport.Polling, AtOnce: true) : new HybridStep(RoomTransport.Websocket, AtOnce: false);
    }

    /// <summary>Failures of the socket in a row, after one more.</summary>
    /// <param name="before">Before it.</param>
    /// <param name="lived">How long it was open; null: it was refused.</param>
    public static int Failures(int before, TimeSpan? lived) => lived >= Works ? 1 : before + 1;

    /// <summary>How long a room polls before it tries the socket: half of a ceiling that doubles, and up to as much at random.</summary>
    public static TimeSpan UpgradeDelay(int failures, TimeSpan min, TimeSpan max, double random)
        => FullJitterPolicy.Ceiling(Math.Max(1, failures), min, max) * (0.5 + (0.5 * random));
}
