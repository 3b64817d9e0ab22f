namespace DouyinIngest.Webcast.Sockets;

/// <summary>Where the upstream is asked to go on: its own tokens, opaque to us (PROTOCOL: cursor and internal_ext).</summary>
/// <param name="Cursor">The upstream's cursor; empty asks for the sticky state and the recent history.</param>
/// <param name="InternalExt">The internal_ext that belongs to the cursor.</param>
public readonly record struct ResumePoint(string Cursor, string InternalExt)
{
    /// <summary>No cursor: begin with the sticky state and the recent history.</summary>
    public static ResumePoint None => new("", "");

    /// <summary>Whether there is a cursor to go on from.</summary>
    public bool HasCursor => !string.IsNullOrEmpty(Cursor);
}
