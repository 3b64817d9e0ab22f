using DouyinIngest.Webcast.Frames;

namespace DouyinIngest.Webcast.Events;

/// <summary>im.MemberMessage: action 1 is an enter; the others are of moderation.</summary>
internal static class MemberDecoder
{
    private const long Enter = 1;
    private const long CameByShare = 6;

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
                case (2 << 3) | WireReader.BytesType:
                    ok = UserDecoder.TryRead(fields.Bytes, ref view.User);
                    break;
                case (3 << 3) | WireReader.VarintType:
                    view.Online = fields.Int64;
                    break;
                case (10 << 3) | WireReader.VarintType:
                    common.Action = fields.Int64;
                    break;
                case (20 << 3) | WireReader.VarintType:
                    view.EnterWay = fields.Int64 == CameByShare ? EnterWay.ByShare : EnterWay.Unspecified;
                    break;
            }
        }

        if (common.Action == Enter)
        {
            view.Kind = EventKind.Enter;
        }

        return ok && !fields.Failed;
    }
}
