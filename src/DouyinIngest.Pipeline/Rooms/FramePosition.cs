using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Messages;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>Which cursor a frame moves its room to. A pure decision.</summary>
internal static class FramePosition
{
    /// <summary>
    /// The header's cursor, else that of the Response; empty for a frame of sticky state (wss_msg_type <c>wrds</c>): it is sent ahead of
    /// the history and comes again at every connect, so a resume from it could skip frames, and one from before it loses nothing.
    /// </summary>
    public static ReadOnlySpan<byte> Cursor(in Frame frame, in ResponseReader response)
    {
        if (IsSticky(frame.InternalExt.IsEmpty ? response.InternalExt : frame.InternalExt))
        {
            return default;
        }

        return frame.Cursor.IsEmpty ? response.Cursor : frame.Cursor;
    }

    private static bool IsSticky(ReadOnlySpan<byte> internalExt) => internalExt.IndexOf("wss_msg_type:wrds"u8) >= 0;
}
