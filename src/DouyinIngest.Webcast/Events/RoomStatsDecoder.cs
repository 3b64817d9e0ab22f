using DouyinIngest.Webcast.Frames;

namespace DouyinIngest.Webcast.Events;

/// <summary>im.RoomStatsMessage: the number that the page displays, people in the room.</summary>
internal static class RoomStatsDecoder
{
    public static bool TryRead(ReadOnlySpan<byte> bytes, scoped ref CommonView common, ref LiveEventView view)
    {
        view.Kind = EventKind.Room;
        view.RoomSource = RoomSource.Stats;
        view.Online = 0;
        view.TotalViewers = -1;
        view.LikeTotal = -1;
        var ok = true;
        var fields = new WireReader(bytes);
        while (ok && fields.Next())
        {
            switch (fields.Tag)
            {
                case (1 << 3) | WireReader.BytesType:
                    ok = CommonDecoder.TryRead(fields.Bytes, ref common);
                    break;
                case (5 << 3) | WireReader.VarintType:
                    view.Online = fields.Int64;
                    break;
            }
        }

        return ok && !fields.Failed;
    }
}
