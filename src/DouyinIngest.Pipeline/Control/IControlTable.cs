namespace DouyinIngest.Pipeline.Control;

/// <summary>What the control topic says now, as far as this process knows.</summary>
internal interface IControlTable
{
    /// <summary>The newest whole table; an empty one before the first load.</summary>
    ControlTable Current { get; }

    /// <summary>How long ago the table was known to hold everything; <see cref="TimeSpan.MaxValue"/> before the first load.</summary>
    TimeSpan Age { get; }
}
