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

        // Reports are told apart by their topic: two lanes of one name would settle each other's records.
        var names = new TopicNames(options);
        HashSet<string> taken = new([.. names.Events], StringComparer.Ordinal);
        foreach ((string setting, string topic) in (ReadOnlySpan<(string, string)>)
            [(nameof(options.StatusTopic), names.Status), (nameof(options.DeadLetterTopic), names.DeadLetter), (nameof(options.ControlTopic), names.Control), (nameof(options.CheckpointTopic), names.Checkpoints)])
        {
            if (!taken.Add(topic))
            {
                errors.Add($"Kafka:{setting} is '{topic}', which is another topic of ours; give it a name of its own.");
            }
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
