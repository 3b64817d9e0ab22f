namespace DouyinIngest.Pipeline.Control;

/// <summary>Writes records of the control topic.</summary>
internal interface IControlWriter
{
    /// <summary>Writes the records in their order and waits until the brokers have confirmed them.</summary>
    /// <param name="writes">What to write.</param>
    /// <param name="confirmed">Told now and then how many are confirmed.</param>
    /// <param name="cancellationToken">Gives up; what is confirmed by then stands.</param>
    /// <exception cref="ControlWriteException">Not all were confirmed; the message says how many were.</exception>
    Task WriteAsync(IReadOnlyCollection<RoomWrite> writes, Action<int> confirmed, CancellationToken cancellationToken);
}
