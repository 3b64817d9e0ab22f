using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Recordings;

/// <summary>Opens the recorded sessions one after the other, and refuses where the upstream refused. At the recording's end it says <see cref="CloseReason.Stopped"/>.</summary>
internal sealed class ReplayConnector(RoomReplay replay, IWebcastListener listener) : ISessionConnector
{
    /// <inheritdoc/>
    public async ValueTask<ConnectResult> ConnectAsync(ResumePoint resume, CancellationToken stoppingToken)
    {
        var entry = await replay.NextSessionAsync(stoppingToken);
        return entry switch
        {
            null => ConnectResult.Refused(CloseReason.Stopped, "the recording ends here"),
            { Refused: { } refused } => ConnectResult.Refused(ReasonOf(refused.Reason, CloseReason.UpstreamError), refused.Detail),
            _ => ConnectResult.Opened(new ReplaySession(replay, listener)),
        };
    }

    /// <summary>A reason by its name; one that this version does not know is told as <paramref name="unknown"/>.</summary>
    internal static CloseReason ReasonOf(string name, CloseReason unknown)
        => Enum.TryParse<CloseReason>(name, out var reason) && Enum.IsDefined(reason) ? reason : unknown;
}
