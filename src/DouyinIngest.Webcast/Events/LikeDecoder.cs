using DouyinIngest.Webcast.Frames;

namespace DouyinIngest.Webcast.Events;

/// <summary>im.LikeMessage: a burst of taps, and the room's total.</summary>
internal static class LikeDecoder
{
    public static bool TryRead(ReadOnlySpan<byte> bytes, scoped ref CommonView common, ref LiveEventView view)
    {
        view.Kind = EventKind.Like;
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
                    view.Count = fields.Int64;
                    break;
                case (3 << 3) | WireReader.VarintType:
                    view.Total = fields.Int64;
                    break;
                case (5 << 3) | WireReader.BytesType:
                    ok = UserDecoder.TryRead(fields.Bytes, ref view.User);
                    break;
            }
        }

        return ok && !fields.Failed;
    }
}
