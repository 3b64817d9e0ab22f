using DouyinIngest.Webcast.Frames;

namespace DouyinIngest.Webcast.Events;

/// <summary>im.AudioChatMessage: a spoken line; its content is what was understood.</summary>
internal static class AudioChatDecoder
{
    public static bool TryRead(ReadOnlySpan<byte> bytes, scoped ref CommonView common, ref LiveEventView view)
    {
        view.Kind = EventKind.Chat;
        view.ChatVariant = ChatVariant.Audio;
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
            }
        }

        return ok && !fields.Failed;
    }
}
