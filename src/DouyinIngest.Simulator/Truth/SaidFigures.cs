namespace DouyinIngest.Simulator.Truth;

/// <summary>Lines said through the chat API.</summary>
/// <param name="Lines">All rooms together.</param>
/// <param name="Twice">Those that repeat an earlier line of their room, word for word.</param>
internal sealed record SaidFigures(int Lines, int Twice);
