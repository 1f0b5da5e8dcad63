"""What can go wrong between a source and the index, as sentences that say what to do.

OnRecordError                  anything a user can mend; its text is what they read
├── SourceError                one source could not be read; the rest of the batch goes on
│   └── NotRead                it holds another kind of data than the name of its file lets expect
├── CorpusError                the data folder cannot be used as it is
│   ├── CorpusLocked           another process owns it
│   ├── CorpusAway             a server that holds a part of it cannot be reached now
│   ├── ReadOnly               it is a replica, and changes are made elsewhere
│   ├── CorpusMismatch         it was made with another embedding model or format
│   └── CorpusDamaged          a derived index cannot be opened; `onrecord rebuild` makes it afresh
├── ModelError                 weights are missing or altered, or an endpoint failed
└── SettingsError              a setting is unknown or out of range
"""


class OnRecordError(Exception):
    """Base of all errors whose text is meant for the user: one plain sentence with a remedy."""


class SourceError(OnRecordError):
    """One source could not be read; the others are not affected."""


class NotRead(SourceError):
    """A source that holds another kind of data than the name of its file lets expect."""


class CorpusError(OnRecordError):
    """The data folder cannot be used as it is."""


class CorpusLocked(CorpusError):
    """Another process owns the data folder."""


class CorpusAway(CorpusError):
    """A server that holds a part of the index cannot be reached; it is used again as soon as it is back."""


class ReadOnly(CorpusError):
    """The index is a replica of another service's, which takes the changes."""


class CorpusMismatch(CorpusError):
    """The data folder was made with another embedding model or another format."""


class CorpusDamaged(CorpusError):
    """A derived index cannot be opened; `onrecord rebuild` makes it afresh from the catalog."""


class ModelError(OnRecordError):
    """The weights of a model are missing or altered, or its endpoint failed."""


class SettingsError(OnRecordError):
    """A setting is unknown or out of range."""
