namespace DouyinIngest.Server.Push;

/// <summary>The webhook cannot listen; the message says what to do.</summary>
internal sealed class PushPortException(string message, Exception inner) : Exception(message, inner);
