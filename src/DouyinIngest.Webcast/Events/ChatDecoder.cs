using DouyinIngest.Webcast.Frames;

namespace DouyinIngest.Webcast.Events;

/// <summary>im.ChatMessage: a line of the public chat; chat_by 9 is the password line of a lucky bag.</summary>
internal static class ChatDecoder
{
    private const long LuckyBag = 9;

    public static bool TryRead(ReadOnlySpan<byte> bytes, scoped ref CommonView common, ref LiveEventView view)
    {
        view.Kind = EventKind.Chat;
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
                case (3 << 3) | WireReader.BytesType:
                    view.Content = fields.Bytes;
                    break;
                case (15 << 3) | WireReader.VarintType:
                    common.EventTime = fields.Int64;
                    break;
                case (20 << 3) | WireReader.VarintType:
                    view.ChatVariant = fields.Int64 == LuckyBag ? ChatVariant.LuckyBag : ChatVariant.Plain;
                    break;
            }
        }

        return ok && !fields.Failed;
    }
}
