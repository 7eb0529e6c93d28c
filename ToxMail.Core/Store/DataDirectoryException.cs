namespace ToxMail.Core.Store;

/// <summary>The data folder cannot be used; the message tells a person what to do.</summary>
public class DataDirectoryException : Exception
{
    public DataDirectoryException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
