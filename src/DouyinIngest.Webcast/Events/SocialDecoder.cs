using DouyinIngest.Webcast.Frames;

namespace DouyinIngest.Webcast.Events;

/// <summary>im.SocialMessage: action 1 is a follow, 3 a share.</summary>
internal static class SocialDecoder
{
    private const long Follow = 1;
    private const long Share = 3;

    public static bool TryRead(ReadOnlySpan<byte> bytes, scoped ref CommonView common, ref LiveEventView view)
    {
        ReadOnlySpan<byte> target = default;
        long follows = 0, shares = 0;
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
                case (4 << 3) | WireReader.VarintType:
                    common.Action = fields.Int64;
                    break;
                case (5 << 3) | WireReader.BytesType:
                    target = fields.Bytes;
                    break;
                case (6 << 3) | WireReader.VarintType:
                    follows = fields.Int64;
                    break;
                case (8 << 3) | WireReader.VarintType:
                    shares = fields.Int64;
                    break;
            }
        }

        switch (common.Action)
        {
            case Follow:
                view.Kind = EventKind.Follow;
                view.Total = follows;
                break;
            case Share:
                view.Kind = EventKind.Share;
                view.Total = shares;
                view.ShareTarget = target;
                break;
        }

        return ok && !fields.Failed;
    }
}
