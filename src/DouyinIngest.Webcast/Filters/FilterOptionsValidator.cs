using Microsoft.Extensions.Options;

namespace DouyinIngest.Webcast.Filters;

/// <summary>What of the filter's settings cannot be, its files among it.</summary>
internal sealed class FilterOptionsValidator : IValidateOptions<FilterOptions>
{
    public ValidateOptionsResult Validate(string? name, FilterOptions options)
    {
        var (_, mistakes) = FilterReader.Read(options);
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes.Select(static mistake => mistake.Setting));
    }
}
