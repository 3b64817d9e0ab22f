namespace DouyinIngest.Pipeline.Control;

/// <summary>What became of a wish to pause a room or to go on with it.</summary>
internal enum SwitchOutcome
{
    /// <summary>The brokers have confirmed the record.</summary>
    Written,

    /// <summary>It stood there already; nothing was written.</summary>
    AlreadySo,

    /// <summary>The room is not on the control topic, or its record is refused.</summary>
    Unknown,

    /// <summary>Somebody wrote the room's record since the caller saw it.</summary>
    Changed,

    /// <summary>What the control topic says is not known well enough now.</summary>
    TableOld,

    /// <summary>The brokers did not confirm it.</summary>
    NotWritten,
}

/// <param name="Outcome">In one word.</param>
/// <param name="Message">For a person: what, and what to do.</param>
internal readonly record struct SwitchResult(SwitchOutcome Outcome, string Message);

/// <summary>
/// Pauses one room of the control topic or goes on with it: the same change as <c>rooms pause</c> and <c>rooms resume</c> make, from the table
/// that this process follows anyway.
/// </summary>
internal sealed class RoomSwitch(IControlTable table, IControlWriter writer, TimeProvider time)
{
    /// <summary>Writes the room's record with the wanted state unless that stands there already.</summary>
    /// <param name="liveId">The room.</param>
    /// <param name="paused">Whether it ought to rest.</param>
    /// <param name="expected">The offset of the record that the caller saw: another one there means that somebody was faster, and nothing is written. Null: any.</param>
    /// <param name="cancellationToken">Gives up; the record may be written all the same.</param>
    public async Task<SwitchResult> SetAsync(string liveId, bool paused, long? expected, CancellationToken cancellationToken)
    {
        if (!TableAge.MayStart(table.Age))
        {
            return new(SwitchOutcome.TableOld, "The control topic is not read up to date here: the brokers do not tell its end. Try again when /healthz/ready is 200.");
        }

        var current = table.Current;
        if (expected is { } offset && current.Rooms.TryGetValue(liveId, out var stands) && stands.Offset != offset)
        {
            return new(SwitchOutcome.Changed, FormattableString.Invariant($"Room {liveId} was changed in between (offset {stands.Offset}, not {offset}). Look at it again, then decide."));
        }

        var changes = new RoomChanges(current, time.GetUtcNow());
        changes.Pause(liveId, paused);
        if (changes.Failures is [var failure, ..])
        {
            return new(SwitchOutcome.Unknown, $"Room {liveId}: {failure.Reason}");
        }

        if (changes.Writes.Count == 0)
        {
            return new(SwitchOutcome.AlreadySo, $"Room {liveId} is {Word(paused)} already.");
        }

        try
        {
            await writer.WriteAsync(changes.Writes, static _ => { }, cancellationToken);
            return new(SwitchOutcome.Written, $"Room {liveId} is {Word(paused)}: the brokers have confirmed it.");
        }
        catch (ControlWriteException e)
        {
            return new(SwitchOutcome.NotWritten, e.Message);
        }
    }

    private static string Word(bool paused) => paused ? "paused" : "active";
}
