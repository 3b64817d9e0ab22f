using DouyinIngest.Webcast.Frames;

namespace DouyinIngest.Webcast.Events;

/// <summary>im.EmojiChatMessage: one big emoji; its content is the text that stands for it, else the text of its pieces.</summary>
internal static class EmojiChatDecoder
{
    public static bool TryRead(ReadOnlySpan<byte> bytes, scoped ref CommonView common, ref LiveEventView view)
    {
        view.Kind = EventKind.Chat;
        view.ChatVariant = ChatVariant.Emoji;
        ReadOnlySpan<byte> pieces = default;
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
                    view.EmojiId = fields.Int64;
                    break;
                case (4 << 3) | WireReader.BytesType:
                    ok = TextDecoder.TryRead(fields.Bytes, ref pieces);
                    break;
                case (5 << 3) | WireReader.BytesType:
                    view.Content = fields.Bytes;
                    break;
            }
        }

        if (view.Content.IsEmpty)
        {
            view.Content = pieces;
        }

        return ok && !fields.Failed;
    }
}
