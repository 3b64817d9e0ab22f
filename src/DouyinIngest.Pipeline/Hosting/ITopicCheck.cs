namespace DouyinIngest.Pipeline.Hosting;

/// <summary>Looks at the topics before the first record.</summary>
internal interface ITopicCheck
{
    /// <summary>Returns when every topic is there and as it must be; else throws, naming what is wrong and the command that mends it.</summary>
    Task CheckAsync(CancellationToken cancellationToken);
}
