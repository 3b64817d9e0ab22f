using DouyinIngest.Webcast.Frames;

namespace DouyinIngest.Webcast.Events;

/// <summary>im.ScreenChatMessage: a line that flies over the picture.</summary>
internal static class ScreenChatDecoder
{
    public static bool TryRead(ReadOnlySpan<byte> bytes, scoped ref CommonView common, ref LiveEventView view)
    {
        view.Kind = EventKind.Chat;
        view.ChatVariant = ChatVariant.Screen;
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
                case (4 << 3) | WireReader.BytesType:
                    view.Content = fields.Bytes;
                    break;
                case (12 << 3) | WireReader.VarintType:
                    common.EventTime = fields.Int64;
                    break;
            }
        }

        return ok && !fields.Failed;
    }
}
