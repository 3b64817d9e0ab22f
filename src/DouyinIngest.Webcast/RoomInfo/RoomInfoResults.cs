using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.RoomInfo;

/// <summary>Short ways to say a result, with its detail bounded to one line.</summary>
internal static class RoomInfoResults
{
    private const int MaxDetail = 400;

    public static RoomInfoResult Found(RoomCard card, string how) => new(card, default, how);

    public static RoomInfoResult Refused(CloseReason reason, string detail)
    {
        var line = detail.ReplaceLineEndings(" ");
        return new(null, reason, line.Length <= MaxDetail ? line : line[..MaxDetail]);
    }
}
