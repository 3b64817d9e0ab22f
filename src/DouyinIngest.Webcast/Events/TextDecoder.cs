using DouyinIngest.Webcast.Frames;

namespace DouyinIngest.Webcast.Events;

/// <summary>data.Text: the words of its pieces, without pictures and patterns.</summary>
internal static class TextDecoder
{
    /// <summary>No more words than this are put together: each piece copies what there is.</summary>
    private const int MostJoined = 4096;

    /// <summary>Adds the words of the pieces to <paramref name="text"/>. Allocates only when there is more than one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, ref ReadOnlySpan<byte> text)
    {
        var ok = true;
        var fields = new WireReader(bytes);
        while (ok && fields.Next())
        {
            if (fields.Tag == ((4 << 3) | WireReader.BytesType))
            {
                ok = TryPiece(fields.Bytes, ref text);
            }
        }

        return ok && !fields.Failed;
    }

    private static bool TryPiece(ReadOnlySpan<byte> bytes, ref ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> words = default;
        var fields = new WireReader(bytes);
        while (fields.Next())
        {
            if (fields.Tag == ((11 << 3) | WireReader.BytesType))
            {
                words = fields.Bytes;
            }
        }

        if (text.IsEmpty)
        {
            text = words;
        }
        else if (!words.IsEmpty && text.Length + words.Length <= MostJoined)
        {
            text = (byte[])[.. text, .. words];
        }

        return !fields.Failed;
    }
}
