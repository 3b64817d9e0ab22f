using DouyinIngest.Webcast.Frames;

namespace DouyinIngest.Webcast.Events;

/// <summary>im.ControlMessage: the broadcast pauses, goes on or ends.</summary>
internal static class ControlDecoder
{
    public static bool TryRead(ReadOnlySpan<byte> bytes, scoped ref CommonView common, ref LiveEventView view)
    {
        var ok = true;
        var fields = new WireReader(bytes);
        while (ok && fields.Next())
        {
            switch (fields.Tag)
            {
                case (1 << 3) | WireReader.BytesType:
                    ok = CommonDecoder.TryRead(fields.Bytes, ref common);
                    break;
                case (2 << 3) | WireReader.VarintType:
                    common.Action = fields.Int64;
                    break;
            }
        }

        view.RoomStatus = common.Action switch
        {
            1 => RoomStatus.Paused,
            2 => RoomStatus.Live,
            3 or 4 or 6 => RoomStatus.Ended,  // finished, finished by an administrator, finished by a change of room
            _ => RoomStatus.Unchanged,
        };
        if (view.RoomStatus != RoomStatus.Unchanged)
        {
            view.Kind = EventKind.Room;
            view.RoomSource = RoomSource.Control;
            view.Online = -1;
            view.TotalViewers = -1;
            view.LikeTotal = -1;
        }

        return ok && !fields.Failed;
    }
}
