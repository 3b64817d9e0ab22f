namespace DouyinIngest.Pipeline.Fleet;

/// <summary>The instance cannot take part in the fleet any more and has to end.</summary>
internal sealed class FleetException(string message) : Exception(message);
