import type { KafkaApi } from '../api.ts'
import type { WireReader } from '../wire-reader.ts'

export interface DescribeConfigsRequest {
  readonly resources: readonly {
    /** 2: a topic, 4: a broker. */
    readonly resourceType: number
    readonly resourceName: string
    /** `undefined`: all of them. */
    readonly configurationKeys: readonly string[] | undefined
  }[]
}

export interface DescribeConfigsResponse {
  readonly throttleTimeMs: number
  readonly results: readonly DescribeConfigsResult[]
}

export interface DescribeConfigsResult {
  readonly errorCode: number
  readonly errorMessage: string | undefined
  readonly resourceType: number
  readonly resourceName: string
  readonly configs: readonly DescribedConfig[]
}

export interface DescribedConfig {
  readonly name: string
  /** `undefined` for sensitive ones. */
  readonly value: string | undefined
  readonly readOnly: boolean
  /** 1: set for the topic, 5: default. */
  readonly configSource: number
  readonly isSensitive: boolean
}

export const DESCRIBE_CONFIGS: KafkaApi<DescribeConfigsRequest, DescribeConfigsResponse> = {
  name: 'DescribeConfigs',
  key: 32,
  versions: [4],
  encode: (writer, request) => {
    writer.array(request.resources, (_, resource) => {
      writer.int8(resource.resourceType).string(resource.resourceName)
      writer.nullableArray(resource.configurationKeys, (__, key) => writer.string(key)).noTags()
    })
    // Neither synonyms nor documentation.
    writer.boolean(false).boolean(false).noTags()
  },
  decode: (reader) => ({ throttleTimeMs: reader.int32(), results: reader.array(readResult) }),
}

function readResult(reader: WireReader): DescribeConfigsResult {
  const result = {
    errorCode: reader.int16(),
    errorMessage: reader.nullableString(),
    resourceType: reader.int8(),
    resourceName: reader.string(),
    configs: reader.array(readConfig),
  }
  reader.tags()
  return result
}

function readConfig(reader: WireReader): DescribedConfig {
  const config = {
    name: reader.string(),
    value: reader.nullableString(),
    readOnly: reader.boolean(),
    configSource: reader.int8(),
    isSensitive: reader.boolean(),
  }
  reader.array(skipSynonym)
  reader.int8()
  reader.nullableString()
  reader.tags()
  return config
}

function skipSynonym(reader: WireReader): void {
  reader.string()
  reader.nullableString()
  reader.int8()
  reader.tags()
}
