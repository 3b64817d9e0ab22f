using Microsoft.Extensions.Options;

namespace DouyinIngest.Pipeline.Topics;

/// <summary>The ranges of single settings.</summary>
[OptionsValidator]
internal sealed partial class KafkaOptionsValidator : IValidateOptions<KafkaOptions>;

/// <summary>What settings must not be together, and which properties of the client are refused.</summary>
internal sealed class KafkaClientValidator : IValidateOptions<KafkaOptions>
{
    public ValidateOptionsResult Validate(string? name, KafkaOptions options)
    {
        List<string> errors = [.. ClientSettings.Refusals(options)];
        if (options.MaxDeadLetterBytes > options.MaxRecordBytes)
        {
            errors.Add("Kafka:MaxDeadLetterBytes must not exceed Kafka:MaxRecordBytes, or a dead letter could never be written.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
