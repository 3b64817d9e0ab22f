namespace DouyinIngest.Simulator.Truth;

/// <summary>Every line that was said, in order. Safe for concurrent use.</summary>
internal sealed class SaidLog
{
    private readonly List<SaidLine> _lines = [];
    private readonly Lock _gate = new();

    /// <summary>All of them, or those of one room.</summary>
    public IReadOnlyList<SaidLine> Of(long? liveId = null)
    {
        lock (_gate)
        {
            return [.. _lines.Where(line => liveId is null || line.LiveId == liveId)];
        }
    }

    /// <summary>How many there are, and how many of them say what was said in that room before.</summary>
    public SaidFigures Figures()
    {
        lock (_gate)
        {
            return new SaidFigures(_lines.Count, _lines.Count - _lines.Select(static line => (line.LiveId, line.Content)).Distinct().Count());
        }
    }

    public void Add(SaidLine line)
    {
        lock (_gate)
        {
            _lines.Add(line);
        }
    }
}
