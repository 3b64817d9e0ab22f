using System.Globalization;

namespace DouyinIngest.Simulator.World;

/// <summary>A place in a broadcast's stream: the last batch that the holder has.</summary>
/// <param name="Position">Position of that batch; -1 is before the first.</param>
/// <param name="History">The holder has not seen the history that precedes this place yet.</param>
/// <param name="Time">When it was given out, milliseconds; 0 when it does not say.</param>
internal readonly record struct Cursor(long Position, bool History, long Time)
{
    private const long Base = 7_000_000_000_000_000_000;
    private const long Span = 1_000_000_000;

    /// <summary>The cursor of a first answer of im/fetch: its part <c>fh</c> is the first history that it shows.</summary>
    public static string FormatFirst(long roomId, long start, long position, long time)
        => string.Create(CultureInfo.InvariantCulture, $"d-1_u-1_fh-{Origin(roomId) + start + 1}_t-{time}_r-{Origin(roomId) + position + 1}");

    /// <summary>The text of a cursor: <c>t-&lt;ms&gt;_r-&lt;19 digits&gt;_d-1_u-1</c>, with <c>_h-1</c> while history is still to come.</summary>
    public static string Format(long roomId, long position, long time, bool history = false)
        => string.Create(CultureInfo.InvariantCulture, $"t-{time}_r-{Origin(roomId) + position + 1}_d-1_u-1{(history ? "_h-1" : "")}");

    /// <summary>The Response's own cursor, which carries the room's delivery queue.</summary>
    public static string FormatShared(long roomId, long position, long time, bool history = false)
        => string.Create(CultureInfo.InvariantCulture, $"t-{time}_r-{Origin(roomId) + position + 1}_d-{roomId}_u-1{(history ? "_h-1" : "")}");

    /// <summary>Reads a cursor of this room; false for an empty, foreign or senseless one.</summary>
    public static bool TryParse(string? text, long roomId, out Cursor cursor)
    {
        cursor = default;
        var history = false;
        long? number = null;
        var time = 0L;
        foreach (var part in (text ?? "").Split('_'))
        {
            if (part.StartsWith("r-", StringComparison.Ordinal)
                && long.TryParse(part.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var r))
            {
                number = r;
            }

            if (part.StartsWith("t-", StringComparison.Ordinal)
                && long.TryParse(part.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var t))
            {
                time = t;
            }

            history |= part is "h-1";
        }

        if (number is not { } value || value < Origin(roomId) || value >= Origin(roomId) + Span)
        {
            return false;
        }

        cursor = new Cursor(value - Origin(roomId) - 1, history, time);
        return true;
    }

    // Rooms have ranges of their own, so that a cursor of another room is not taken for one of this.
    private static long Origin(long roomId) => Base + (roomId % 900_000_000 * Span);
}
