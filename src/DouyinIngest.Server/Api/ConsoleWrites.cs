namespace DouyinIngest.Server.Api;

/// <summary>Names the log of what is changed through the management port.</summary>
internal sealed class ConsoleWrites;
