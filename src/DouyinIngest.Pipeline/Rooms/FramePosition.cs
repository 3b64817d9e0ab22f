using System.Buffers.Text;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Messages;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>Which cursor a frame has, and whether it moves its room there. Pure decisions.</summary>
internal static class FramePosition
{
    /// <summary>The header's cursor, else that of the Response.</summary>
    public static ReadOnlySpan<byte> Cursor(in Frame frame, in ResponseReader response) => frame.Cursor.IsEmpty ? response.Cursor : frame.Cursor;

    /// <summary>The header's internal_ext, else that of the Response.</summary>
    public static ReadOnlySpan<byte> InternalExt(in Frame frame, in ResponseReader response)
        => frame.InternalExt.IsEmpty ? response.InternalExt : frame.InternalExt;

    /// <summary>
    /// The message position in a cursor, <c>t-&lt;ms&gt;_r-&lt;19 digits&gt;_…</c>: it grows along the stream. 0 when there is none; <c>r-1</c> says none as well.
    /// </summary>
    public static long Number(ReadOnlySpan<byte> cursor)
    {
        var from = cursor.StartsWith("r-"u8) ? 2 : cursor.IndexOf("_r-"u8) is var at and >= 0 ? at + 3 : cursor.Length;
        return Utf8Parser.TryParse(cursor[from..], out long number, out _) && number > 1 ? number : 0;
    }

    /// <summary>
    /// A frame of sticky state (wss_msg_type <c>wrds</c>): it is sent ahead of the history and comes again at every connect, so a resume
    /// from it could skip history, and one from before it loses nothing. It moves no room, but it can be where one begins.
    /// </summary>
    public static bool IsSticky(ReadOnlySpan<byte> internalExt) => internalExt.IndexOf("wss_msg_type:wrds"u8) >= 0;
}
