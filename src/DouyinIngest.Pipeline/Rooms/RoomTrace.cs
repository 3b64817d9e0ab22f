using System.Diagnostics;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>Traces of a room's connects, for who collects them; without a collector nothing is made.</summary>
internal static class RoomTrace
{
    public const string SourceName = "DouyinIngest";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>An attempt to open a session begins; null: nobody listens.</summary>
    public static Activity? Connecting(string liveId, bool resume)
    {
        var connect = Source.StartActivity("room connect", ActivityKind.Client);
        connect?.SetTag("douyin.live_id", liveId);
        connect?.SetTag("douyin.resume", resume);
        return connect;
    }

    /// <summary>It ends.</summary>
    /// <param name="connect">What <see cref="Connecting"/> gave.</param>
    /// <param name="refusal">Why it failed, as a word; null: the session is open.</param>
    public static void Ended(Activity? connect, string? refusal)
    {
        connect?.SetTag("douyin.result", refusal ?? "ok");
        connect?.SetStatus(refusal is null ? ActivityStatusCode.Ok : ActivityStatusCode.Error, refusal);
        connect?.Dispose();
    }
}
