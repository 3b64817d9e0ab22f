using DouyinIngest.Pipeline.Rooms;
using Microsoft.Extensions.Options;

namespace DouyinIngest.Pipeline.Hosting;

/// <summary>The steps of a stop must fit into its deadline.</summary>
internal sealed class DrainRelationsValidator : IValidateOptions<DrainOptions>
{
    /// <summary>What sessions may take to close politely.</summary>
    internal static readonly TimeSpan Close = TimeSpan.FromSeconds(2);

    public ValidateOptionsResult Validate(string? name, DrainOptions options)
        => options.Settle + Close + options.Flush <= options.Deadline
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Drain:Settle ({options.Settle}), {Close} for closing sessions and Drain:Flush ({options.Flush}) must fit into Drain:Deadline ({options.Deadline}).");
}
