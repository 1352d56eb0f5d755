"""The auditor: what must hold between the tables whatever was killed, lost, repeated or forged, each as a statement.

It reads the tables of all apps at once, which nothing else here may: the promises worth auditing are the ones between
apps (the money of payments and the order, the ledger of the catalog and the lines), and a check that went through the
code it checks would believe that code. It writes nothing and is meant for staff, alarms and tests, never for a request.
"""
