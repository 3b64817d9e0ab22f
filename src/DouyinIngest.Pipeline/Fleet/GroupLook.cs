using Confluent.Kafka;
using DouyinIngest.Pipeline.Topics;
using Microsoft.Extensions.Options;

namespace DouyinIngest.Pipeline.Fleet;

/// <summary>Asks the brokers who else is in the group.</summary>
internal sealed class GroupLook(IOptions<FleetOptions> fleet, IOptions<KafkaOptions> kafka)
{
    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Whether anybody else could take our rooms over; yes when it cannot be told.</summary>
    public async Task<bool> HasOthersAsync(string instance)
    {
        try
        {
            using var admin = new AdminClientBuilder(ClientSettings.ForAdmin(kafka.Value)).SetLogHandler(static (_, _) => { }).SetErrorHandler(static (_, _) => { }).Build();
            var told = await admin.DescribeConsumerGroupsAsync([fleet.Value.Group], new Confluent.Kafka.Admin.DescribeConsumerGroupsOptions { RequestTimeout = AskTimeout });
            return told.ConsumerGroupDescriptions.Any(group => group.Members.Any(member => !string.Equals(member.GroupInstanceId, instance, StringComparison.Ordinal)));
        }
        catch (KafkaException)
        {
            return true;
        }
    }
}
