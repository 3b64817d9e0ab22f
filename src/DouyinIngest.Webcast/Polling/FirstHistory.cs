namespace DouyinIngest.Webcast.Polling;

/// <summary>
/// Whether an answer went on from the cursor that was asked with. A beginning is told by the cursor's part <c>fh</c>, the first history that it was shown
/// (PROTOCOL 3.5): one that was not in the question says that the upstream has forgotten the question's place and begun anew. Pure.
/// </summary>
internal static class FirstHistory
{
    /// <summary>True: asked to go on from a place, it began anew.</summary>
    public static bool BeganAnew(string asked, string answered)
    {
        var part = PartOf(answered);
        return asked.Length > 0 && !part.IsEmpty && !part.SequenceEqual(PartOf(asked));
    }

    private static ReadOnlySpan<char> PartOf(string cursor)
    {
        foreach (var range in cursor.AsSpan().Split('_'))
        {
            var part = cursor.AsSpan()[range];
            if (part.StartsWith("fh-", StringComparison.Ordinal))
            {
                return part;
            }
        }

        return default;
    }
}
