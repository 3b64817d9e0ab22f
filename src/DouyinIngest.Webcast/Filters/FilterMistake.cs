namespace DouyinIngest.Webcast.Filters;

/// <summary>What of a filter cannot be.</summary>
/// <param name="Path">The member, by its properties' names, and by a list's name or a position below it.</param>
/// <param name="Reason">What is wrong, as the rest of a sentence that begins with the member. Never the word itself.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record FilterMistake(IReadOnlyList<string> Path, string Reason, string Remedy)
{
    /// <summary>The whole sentence, by the name of the setting.</summary>
    public string Setting => $"{FilterOptions.SectionName}:{string.Join(':', Path)} {Reason}. {Remedy}";
}
